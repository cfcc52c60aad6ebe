import type { LedgerRefund } from './ledger';
import type { RefundTrace, SettledRequest } from './simulation';

/** What is wrong with what was done or said, against the ledger; empty where all is right. */
export function violations({ script, ledger, settled }: RefundTrace): string[] {
	const references = new Set(settled.flatMap(({ settlement }) => settlement.reference ?? []));
	const madeTwice = [...references].flatMap((reference) => {
		const made = carrying(ledger.effective, reference);
		return made.length > 1 ? [`${made.length} refunds were made under ${reference}`] : [];
	});
	const ours = ledger.effective.filter(({ by }) => by !== 'panel');
	const wished =
		script.isAgent && !script.hasReference
			? new Set(script.wishes.map(({ cents }) => cents)).size
			: script.wishes.length;
	const tooMany = ours.length > wished ? [`${ours.length} refunds were made, and ${wished} were asked for`] : [];
	return [...madeTwice, ...tooMany, ...settled.flatMap((one) => violationsOf(one, ledger.refunds))];
}

function violationsOf(
	{ by, settlement, sender: { arrived }, afterStopMs }: SettledRequest,
	refunds: LedgerRefund[],
): string[] {
	const { outcome, code, changed, reference, refund } = settlement;
	const said = `${by} said ${outcome} (${code}), changed: ${changed}`;
	const wrong: string[] = [];
	const ensure = (isSo: boolean, what: string) => {
		if (!isSo) wrong.push(`${said}: ${what}`);
	};
	ensure(arrived <= 1, `${arrived} calls arrived`);
	ensure((afterStopMs ?? 0) <= 1_000, `it came ${afterStopMs} ms after Stop`);
	ensure(reference !== null, 'there is nothing that finds it again');
	const made = carrying(refunds, reference ?? '');
	const effective = made.filter(({ fate }) => !fate.isDeclined);
	const shown = refunds.find(({ id }) => id === refund?.id);
	if (changed) ensure(shown?.by === by, `it was ${shown?.by ?? 'nobody'} who made it`);
	switch (outcome) {
		case 'refunded':
			if (refund === null) ensure(!changed && leftIn(refunds) === 0, 'something is left');
			else {
				ensure(shown !== undefined && effective.includes(shown), 'no such refund gave money back');
				if (!changed) ensure(shown?.by !== by, 'this try made it');
			}
			break;
		case 'pending':
			ensure(shown !== undefined, 'no such refund was entered');
			break;
		case 'declined':
			ensure(
				made.some((one) => one.fate.isDeclined),
				'none was declined',
			);
			ensure(!effective.some((one) => one.by === by), 'one of this try gave money back');
			break;
		case 'unknown':
			break;
		default:
			// Whatever the word, it says that no money moved: by this try, or by an earlier one of the same refund.
			ensure(!effective.some((one) => one.by === by), 'this try gave money back');
	}
	return wrong;
}

function carrying(refunds: LedgerRefund[], reference: string): LedgerRefund[] {
	return refunds.filter(({ reason }) => reason.includes(`[ref: ${reference}]`));
}

function leftIn(refunds: LedgerRefund[]): number {
	return refunds.reduce((left, { amount, fate }) => (fate.isDeclined ? left : left - amount), 10_000);
}
