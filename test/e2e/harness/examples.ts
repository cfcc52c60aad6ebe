import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/n8n/places';
import type { WorkflowFile } from '../../../scripts/n8n/rest';

/** An example as its file has it. */
export function readExample(file: string): WorkflowFile {
	return JSON.parse(readFileSync(path.join(root, 'examples', `${file}.json`), 'utf8')) as WorkflowFile;
}
