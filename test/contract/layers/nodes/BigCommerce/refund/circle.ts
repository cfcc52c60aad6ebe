// For layers.test.ts: the other half.
import type { Beside } from './beside';

export interface Circle {
	other: Beside;
}
