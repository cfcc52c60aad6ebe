/** Something that is not as published. */
export interface Finding {
	/** Name of the operation in the published file, or method and path where no file has it. */
	operation: string;
	side: 'request' | 'answer';
	/** Status of the answer. */
	status: number;
	/** Keyword of JSON Schema that was not kept, or `noOperation`, `noStatus`, `mediaType`, `undocumented`. */
	rule: string;
	/** Where in the body or the request, positions in lists as `*`. */
	at: string;
	/** What was there. */
	saw: string;
}
