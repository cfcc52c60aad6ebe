// For layers.test.ts: an import upwards, and one of n8n.
import type { INode } from 'n8n-workflow';
import { BESIDE } from '../refund/beside';

export const UPWARDS: Pick<INode, 'name'> = { name: BESIDE };
