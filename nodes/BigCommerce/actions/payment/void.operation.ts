import { VOID } from '../../settlement/action';
import type { Operation } from '../operation';
import { executeSettle } from './settle.execute';
import { settleFields } from './settle.fields';

/** Gives up an authorized payment, so that the shopper's money is free again. */
export const voidPayment: Operation = {
	fields: settleFields(VOID),
	execute: async (context) => await executeSettle(context, VOID),
};
