/** Names and colours of payment states, ledger entries and faults. */

export const STATES = {
	none: ['none', ''],
	pending: ['pending', 'wait'],
	authorized: ['authorized', 'info'],
	heldForReview: ['held for review', 'wait'],
	capturePending: ['capture pending', 'wait'],
	captured: ['captured', 'good'],
	paid: ['paid', 'good'],
	voidPending: ['void pending', 'wait'],
	voided: ['void', ''],
	declined: ['declined', 'bad'],
	partiallyRefunded: ['partially refunded', ''],
	refunded: ['refunded', ''],
};

export const LEDGER = {
	authorization: ['Authorized', 'info'],
	captureAccepted: ['Capture taken', ''],
	capture: ['Captured', 'good'],
	captureDeclined: ['Capture declined', 'bad'],
	voidAccepted: ['Void taken', ''],
	void: ['Voided', ''],
	voidDeclined: ['Void declined', 'bad'],
	refundAccepted: ['Refund taken', ''],
	refund: ['Refunded', 'wait'],
	refundDeclined: ['Refund declined', 'bad'],
};

export const SOURCES = {
	api: 'by API',
	staff: 'in the control panel',
	app: 'by another app',
	gateway: 'at the gateway itself',
	checkout: 'at checkout',
};

/** Colour of an HTTP status, or of a connection that ended without one. */
export function statusColour(outcome) {
	if (typeof outcome !== 'number') return 'bad';
	if (outcome < 300) return 'good';
	return outcome < 500 ? 'wait' : 'bad';
}

/** A fault in words: those of its sample, or else its kind. */
export function faultLabel(fault, samples) {
	const { times: _times, ...expected } = fault;
	const same = samples.find(
		({ fault: { times: _ignored, ...sample } }) => JSON.stringify(sample) === JSON.stringify(expected),
	);
	return same?.label ?? samples.find((sample) => sample.fault.kind === fault.kind)?.label ?? fault.kind;
}
