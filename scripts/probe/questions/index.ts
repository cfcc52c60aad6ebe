import { HOOK_MEASURES, HOOK_QUESTIONS } from './hooks';
import { LIST_QUESTIONS, REFUND_MEASURES } from './lists';
import { METAFIELD_MEASURES, METAFIELD_QUESTIONS } from './metafields';
import { PAYMENT_MEASURES, PAYMENT_QUESTIONS } from './payments';
import type { Measure, Question } from './question';
import { QUOTA_MEASURES, QUOTA_QUESTIONS } from './quota';
import { TRANSACTION_QUESTIONS } from './transactions';

/** All that is asked, in the order of the report. */
export const QUESTIONS: readonly Question[] = [
	...PAYMENT_QUESTIONS,
	...TRANSACTION_QUESTIONS,
	...LIST_QUESTIONS,
	...METAFIELD_QUESTIONS,
	...QUOTA_QUESTIONS,
	...HOOK_QUESTIONS,
];

export const MEASURES: readonly Measure[] = [
	...PAYMENT_MEASURES,
	...REFUND_MEASURES,
	...METAFIELD_MEASURES,
	...QUOTA_MEASURES,
	...HOOK_MEASURES,
];
