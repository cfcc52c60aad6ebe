import { CAPTURE } from '../../payment/action';
import type { Operation } from '../operation';
import { executeCapture } from './executeCapture';
import { settleFields } from './captureFields';

/** Takes the money of an authorized payment. */
export const capture: Operation = {
	fields: settleFields(CAPTURE),
	execute: async (context) => await executeCapture(context, CAPTURE),
};
