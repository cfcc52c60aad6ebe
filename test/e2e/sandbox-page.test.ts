import type { Browser, Page } from 'playwright-core';
import { startSandbox, type RunningSandbox } from '../../sandbox/server';
import { launchChromium } from './harness/chromium';
import { picture } from './harness/pictures';
import { describeWith } from './harness/requirements';

/** Sends a call to the store the way an app does. */
async function callStore(sandbox: RunningSandbox, method: string, route: string): Promise<number> {
	const response = await fetch(`${sandbox.apiUrl}/stores/sandbox${route}`, {
		method,
		headers: {
			'X-Auth-Token': 'sandbox-token',
			Accept: 'application/json',
			...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
		},
		body: method === 'POST' ? '{}' : undefined,
	});
	return response.status;
}

describeWith(['chromium'], "the sandbox's page in Chromium", () => {
	let sandbox: RunningSandbox;
	let browser: Browser;
	let page: Page;
	const pageErrors: string[] = [];
	// The page marks its parts with `data-testid`, n8n's editor with another attribute.
	const part = (id: string) => page.locator(`[data-testid="${id}"]`);

	beforeAll(async () => {
		sandbox = await startSandbox({ settings: { captureDelayMs: 1_500, windowMs: 60_000 } });
		browser = await launchChromium();
		page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
		page.on('pageerror', (error) => pageErrors.push(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error') pageErrors.push(message.text());
		});
		await page.goto(sandbox.url);
	});

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	test('shows each order with its payment state, its ledger and its faults', async () => {
		await part('order-row-101').waitFor();
		expect(await part('order-row-101').innerText()).toContain('Ada Lovelace');
		expect((await part('order-state-101').innerText()).toLowerCase()).toContain('authorized');
		expect(await part('order-faults-103').innerText()).toMatch(/decline/i);
	});

	test('follows a capture live: request, pending, captured, ledger, quota', async () => {
		const quota = await part('quota-text').innerText();
		expect(await callStore(sandbox, 'POST', '/v3/orders/101/payment_actions/capture')).toBe(201);
		await page.waitForFunction(() =>
			/pending/i.test(document.querySelector('[data-testid="order-state-101"]')?.textContent ?? ''),
		);
		await page.waitForFunction(() =>
			/captured/i.test(document.querySelector('[data-testid="order-state-101"]')?.textContent ?? ''),
		);
		expect(await part('requests').innerText()).toContain('/v3/orders/101/payment_actions/capture');
		expect(await part('quota-text').innerText()).not.toBe(quota);
		await part('tab-ledger').click();
		await part('ledger-capture-101').first().waitFor();
		expect(sandbox.store.truth(101).captures).toBe(1);
	});

	test('a fault set by click is met by the next capture', async () => {
		await part('open-order-116').click();
		await part('order-dialog').waitFor();
		await part('fault-declined-by-the-gateway').click();
		await page.waitForFunction(
			() =>
				document.querySelector('[data-testid="fault-declined-by-the-gateway"]')?.getAttribute('aria-pressed') ===
				'true',
		);
		await part('dialog-close').click();
		expect(await callStore(sandbox, 'POST', '/v3/orders/116/payment_actions/capture')).toBe(201);
		await page.waitForFunction(() =>
			/declin/i.test(document.querySelector('[data-testid="order-ledger-116"]')?.textContent ?? ''),
		);
		expect(sandbox.store.truth(116)).toMatchObject({ captures: 0, declines: 1 });
		await part('order-row-101').scrollIntoViewIfNeeded();
		await picture('sandbox-page', page);
	});

	test('starts over, and nothing on the page broke on the way', async () => {
		await part('tab-requests').click();
		await part('reset-button').click();
		await page.waitForFunction(() =>
			/authorized/i.test(document.querySelector('[data-testid="order-state-101"]')?.textContent ?? ''),
		);
		expect(pageErrors).toEqual([]);
	});
});
