import { CAPTURE } from '../../settlement/action';
import type { Operation } from '../operation';
import { executeSettle } from './settle.execute';
import { settleFields } from './settle.fields';

/** Takes the money of an authorized payment. */
export const capture: Operation = {
	fields: settleFields(CAPTURE),
	execute: async (context) => await executeSettle(context, CAPTURE),
};
