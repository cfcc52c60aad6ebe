/** n8n's editor as a person uses it: what is clicked, typed and dragged, by name. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { Owner } from '../../../scripts/n8n/rest';

export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Signs in. Twice the pixels, so that the pictures in the docs are sharp. */
	static async open(browser: Browser, url: string, owner: Owner): Promise<Editor> {
		const context = await browser.newContext({
			viewport: { width: 1440, height: 900 },
			deviceScaleFactor: 2,
			colorScheme: 'light',
			reducedMotion: 'reduce',
		});
		const page = await context.newPage();
		page.setDefaultTimeout(20_000);
		await page.goto(`${url}/signin`);
		await page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
		await page.locator('input[name=password]').fill(owner.password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL(/home|workflow/);
		return new Editor(page, url);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Runs the workflow and waits until every named node has a result. */
	async execute(...nodes: string[]): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
		for (const name of nodes) {
			await this.node(name).locator('[data-test-id^="canvas-node-status-"]').first().waitFor();
		}
		await this.closeToasts();
	}

	/** Clicks the plus behind the last node of the flow, searches, and drops the found action there. */
	async addFromSearch(words: string, node: RegExp, action: string): Promise<void> {
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.page.getByTestId('node-creator-search-bar').fill(words);
		await this.page.getByTestId('node-creator-item-name').filter({ hasText: node }).click();
		await this.page.getByTestId('node-creator').getByText(action, { exact: true }).click();
		await this.panel.waitFor();
	}

	/** The open node's panel. */
	get panel(): Locator {
		return this.page.getByTestId('ndv');
	}

	get input(): Locator {
		return this.page.getByTestId('ndv-input-panel');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.panel.waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	/**
	 * Makes a credential from the open node's panel. n8n tests it: 'connected' closes the form, otherwise the form stays
	 * and says why.
	 */
	async makeCredential(fields: Record<string, string>): Promise<string> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByTestId('node-credentials-select-item-new').click();
		const form = this.page.getByTestId('editCredential-modal');
		for (const [name, value] of Object.entries(fields)) {
			await form.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
		}
		await form.getByTestId('credential-save-button').click();
		const refusal = form.getByText('Couldn’t connect with these settings');
		const isConnected = await Promise.race([
			form.waitFor({ state: 'hidden' }).then(() => true),
			refusal.waitFor().then(() => false),
		]);
		if (isConnected) return 'connected';
		await form.getByText('More details').click();
		const reason = await form.innerText();
		await form.locator('.el-dialog__headerbtn').click();
		await form.waitFor({ state: 'hidden' });
		return reason;
	}

	/** Drags a field of the input onto a parameter, which makes an expression of it. */
	async dragField(field: string, parameter: string): Promise<void> {
		await this.input.locator(`[data-value="{{ $json.${field} }}"]`).hover();
		await this.page.mouse.down();
		const target = await this.page.getByTestId(`parameter-input-${parameter}`).boundingBox();
		if (target === null) throw new Error(`The parameter ${parameter} is not on screen`);
		await this.page.mouse.move(target.x + target.width * 0.7, target.y + target.height / 2, { steps: 12 });
		await this.page.mouse.up();
	}

	async setOnError(choice: RegExp): Promise<void> {
		await this.page.getByTestId('tab-settings').click();
		await this.page.getByTestId('parameter-input-onError').click();
		await this.page.getByRole('option', { name: choice }).click();
		await this.page.getByTestId('tab-params').click();
	}

	async executeStep(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.output.getByTestId('node-run-info').or(this.output.getByTestId('node-error-message')).first().waitFor();
		await this.closeToasts();
	}

	/** What the output shows, once it shows this. The panel is emptied while it turns from one view to another. */
	async outputWith(expected: RegExp): Promise<string> {
		await this.output.getByTestId('ndv-data-container').filter({ hasText: expected }).waitFor();
		return await this.output.getByTestId('ndv-data-container').innerText();
	}

	/** Every run ends with one. They would cover a corner of every picture. */
	async closeToasts(): Promise<void> {
		const first = this.page.locator('.el-notification').first();
		await first.waitFor({ timeout: 3_000 }).catch(() => undefined);
		const crosses = this.page.locator('.el-notification__closeBtn');
		while ((await crosses.count()) > 0) {
			await crosses
				.first()
				.click({ timeout: 1_000 })
				.catch(() => undefined);
			await this.page.waitForTimeout(150);
		}
	}
}
