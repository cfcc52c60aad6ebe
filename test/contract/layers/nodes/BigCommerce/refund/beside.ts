// For layers.test.ts: half of a circle.
import type { Circle } from './circle';

export const BESIDE = 'beside';
export type Beside = Circle | null;
