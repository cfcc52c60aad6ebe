import type { SandboxStore } from '../store';

/** What every group of control endpoints works on. */
export interface ControlOptions {
	store: SandboxStore;
	/** Puts the orders of a fresh sandbox in. */
	fill: () => void;
}
