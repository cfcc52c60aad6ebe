import type { OrderContents } from '../api/orderContents';
import { withItemIds } from './items';
import { contentsFor } from './quote';
import type { RefundState } from './reading';
import type { RefundContext } from './request';
import type { RefundSelection } from './selection';
import { next, type Step } from './step';

/**
 * Items whose ID was left out get the only one there is, so that the refund has the same name however it is asked for.
 */
export async function resolveSelection(
	context: RefundContext,
	state: RefundState,
): Promise<Step<{ selection: RefundSelection; contents: OrderContents | null }>> {
	const { orderId, selection } = context.request;
	const isOpen = selection.kind === 'items' && selection.items.some(({ itemId }) => itemId === null);
	// Whether a reference stands for all that was not shipped is a question to the order's contents too.
	if (!isOpen && selection.kind !== 'notShipped') return next({ selection, contents: null });
	const contents = await contentsFor(context, orderId, selection, state);
	if (!contents.ok) return contents;
	if (selection.kind !== 'items') return next({ selection, contents: contents.value });
	const items = withItemIds(orderId, selection.items, contents.value);
	return next({ selection: { kind: 'items', items }, contents: contents.value });
}
