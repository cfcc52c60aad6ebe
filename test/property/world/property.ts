import fc, { type IAsyncProperty } from 'fast-check';
import { decidable } from './decidable';
import { anyScript, type Script } from './script';
import { complaints } from './verdict';
import { play } from './world';

/** Whatever the store does and whatever goes wrong, the money moves once at most, and what is said is true. */
export function exactlyOnce(narrow: (script: Script) => Script = (script) => script): IAsyncProperty<[Script]> {
	return fc.asyncProperty(
		anyScript.map((script) => decidable(narrow(script))),
		async (script) => {
			const said = complaints(await play(script));
			if (said.length > 0) throw new Error(said.join('\n'));
		},
	);
}
