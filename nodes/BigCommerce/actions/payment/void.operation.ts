import { VOID } from '../../payment/action';
import type { Operation } from '../operation';
import { executeCapture } from './executeCapture';
import { settleFields } from './captureFields';

/** Gives up an authorized payment, so that the shopper's money is free again. */
export const voidPayment: Operation = {
	fields: settleFields(VOID),
	execute: async (context) => await executeCapture(context, VOID),
};
