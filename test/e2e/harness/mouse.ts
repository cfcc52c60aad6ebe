/** A person with a mouse and no keyboard, in n8n's editor: what is clicked and dragged is counted. */
import type { Locator, Page } from 'playwright-core';
import type { Editor } from './editor';

/** The way through n8n's lists to an action of the node. */
const NODE = ['Action in an app', 'BigCommerce'];
/** How often a list is opened at most until its entry is clicked. */
const TRIES = 3;
/** Stands for whatever comes next. */
export const NEXT = 'No Operation, do nothing';

export class Mouse {
	clicks = 0;
	/** Every entry that an 'Add …' list had when it was open. */
	readonly offered = new Set<string>();
	drags = 0;

	private constructor(private readonly editor: Editor) {}

	/** An empty canvas. */
	static async onEmptyCanvas(editor: Editor, url: string): Promise<Mouse> {
		await editor.page.goto(`${url}/workflow/new`);
		await editor.page.getByTestId('canvas-add-button').waitFor();
		await editor.page.evaluate(() => {
			window.addEventListener('keydown', () => document.body.setAttribute('data-typed', 'true'), true);
		});
		return new Mouse(editor);
	}

	private get page(): Page {
		return this.editor.page;
	}

	/** Whether a key was pressed since the canvas was empty. */
	async hasTyped(): Promise<boolean> {
		return (await this.page.locator('body').getAttribute('data-typed')) !== null;
	}

	async click(target: Locator): Promise<void> {
		this.clicks += 1;
		await target.click();
	}

	async addTrigger(words: string): Promise<void> {
		await this.click(this.page.getByTestId('canvas-add-button'));
		await this.choose(words);
	}

	/** The plus of an output, then the node's action. Its panel opens. */
	async addAction(after: string, output: number, action: string): Promise<void> {
		await this.click(this.handle(after, output).getByTestId('canvas-handle-plus'));
		for (const words of [...NODE, action]) await this.choose(words);
		await this.editor.panel.waitFor();
	}

	/** Gives an output somewhere to lead to. */
	async addNext(after: string, output: number): Promise<void> {
		await this.click(this.handle(after, output).getByTestId('canvas-handle-plus'));
		for (const words of ['Core', NEXT]) await this.choose(words);
		await this.editor.panel.waitFor();
		await this.close();
	}

	/** Draws a line from an output to a node that is there. */
	async connect(from: string, output: number, to: string): Promise<void> {
		const input = this.page.locator(`[data-test-id="canvas-node-input-handle"][data-node-name="${to}"]`);
		await this.drag(this.handle(from, output).locator('.source').first(), input, 0.5);
	}

	async close(): Promise<void> {
		this.clicks += 1;
		await this.editor.closeNode();
	}

	/** Runs the open node, so that its fields are there to be dragged. */
	async executeStep(): Promise<void> {
		this.clicks += 1;
		await this.editor.executeStep();
	}

	/** A field of the input onto a parameter, and a click beside it: what the expression yields would cover the next. */
	async map(field: string, parameter: string): Promise<void> {
		const from = this.editor.input.locator(`[data-value="{{ $json.${field} }}"]`).first();
		await this.drag(from, this.page.getByTestId(`parameter-input-${parameter}`), 0.7);
		await this.click(this.page.getByTestId('tab-params'));
	}

	/** Entries of the list that a parameter opens. */
	async pick(parameter: string, ...entries: string[]): Promise<void> {
		const list = this.page.getByTestId(`parameter-input-${parameter}`);
		// A list that is loaded from the store can be opened once it is there.
		await list.locator('.el-select--disabled').waitFor({ state: 'hidden' });
		const options = (name: string): Locator =>
			this.page.getByRole('option', { name }).filter({ visible: true }).first();
		const [first = '', ...others] = entries;
		await this.openAndClick(list.locator('.select-trigger').first(), options(first));
		for (const entry of others) await this.click(options(entry));
		// A list of which several may be chosen stays open.
		if (entries.length > 1) await this.click(this.page.getByTestId('tab-params'));
	}

	/** An entry of 'Add Filter', 'Add Condition' or 'Add Option'. */
	async addField(button: string, entry: string): Promise<void> {
		const entries = this.page.getByTestId('collection-parameter-option').filter({ visible: true });
		const list = this.editor.panel.getByPlaceholder(button);
		await this.openAndClick(list, entries.getByText(entry, { exact: true }), async () => {
			for (const words of await entries.allInnerTexts()) this.offered.add(words.trim());
		});
	}

	async toggle(parameter: string): Promise<void> {
		await this.click(this.page.getByTestId(`parameter-input-${parameter}`).locator('.el-switch'));
	}

	/** Settings, On Error, 'Continue (using error output)', back. */
	async useErrorOutput(): Promise<void> {
		this.clicks += 4;
		await this.editor.setOnError(/using error output/i);
	}

	private handle(node: string, output: number): Locator {
		return this.page.locator(
			`[data-test-id="canvas-node-output-handle"][data-node-name="${node}"][data-index="${output}"]`,
		);
	}

	/** A line in the list of nodes, or of a node's actions. */
	private async choose(words: string): Promise<void> {
		const creator = this.page.getByTestId('node-creator');
		await this.click(creator.getByTestId('node-creator-item-name').getByText(words, { exact: true }).first());
	}

	/**
	 * Opens a list and clicks what is in it: two clicks. On a slow machine the editor may redraw, and close the list,
	 * before its entry is clicked: then it is opened again, as a person would, and that is not counted.
	 */
	private async openAndClick(list: Locator, entry: Locator, onOpen = async (): Promise<void> => {}): Promise<void> {
		this.clicks += 2;
		for (let tries = 1; ; tries++) {
			await list.click();
			try {
				await entry.waitFor({ timeout: tries === TRIES ? undefined : 6_000 });
				await onOpen();
				return await entry.click({ timeout: tries === TRIES ? undefined : 6_000 });
			} catch (error) {
				if (tries === TRIES) throw error;
				// What is still open is closed by opening it again.
				if (await entry.isVisible()) await list.click();
			}
		}
	}

	/** @param at how far to the right of what it is dropped on */
	private async drag(from: Locator, to: Locator, at: number): Promise<void> {
		this.drags += 1;
		await to.scrollIntoViewIfNeeded();
		await from.scrollIntoViewIfNeeded();
		await from.hover();
		await this.page.mouse.down();
		const box = await to.boundingBox();
		if (box === null) throw new Error('What it is dragged to is not on screen');
		await this.page.mouse.move(box.x + box.width * at, box.y + box.height / 2, { steps: 12 });
		await this.page.mouse.up();
	}
}
