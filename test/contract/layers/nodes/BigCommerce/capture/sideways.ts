// For layers.test.ts: one engine that knows the other.
import { BESIDE } from '../refund/beside';

export const SIDEWAYS = BESIDE;
