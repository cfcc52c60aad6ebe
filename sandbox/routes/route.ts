import type { Answer } from '../answers';
import type { StoreContext } from '../context';
import type { SandboxOrder } from '../orders/order';
import type { Endpoint } from '../protocol';
import type { Scope, TokenGrant } from '../scopes';
import type { StoreSettings } from '../settings';

/** A request that has found its endpoint, its token and, where the path names one, its order. */
export interface RequestContext {
	endpoint: Endpoint;
	/** Numbers of the path, in order. */
	ids: number[];
	query: Record<string, string>;
	body: string;
	client: TokenGrant;
	/** The moment that a stale read shows, milliseconds since 1970; undefined is now. */
	asOf: number | undefined;
}

export interface OrderRequestContext extends RequestContext {
	order: SandboxOrder;
}

interface RouteBase {
	endpoint: Endpoint;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** `v2/orders/:id/products`; `:id` is digits. */
	path: string;
	/** Any one of these is enough; null where no token will do. */
	scopes: readonly Scope[] | ((settings: StoreSettings) => readonly Scope[] | null);
}

/** A route whose first number is an order's; it answers `missing` when there is no such order. */
export interface OrderRoute extends RouteBase {
	of: 'order';
	missing: (path: string) => Answer;
	handle: (ctx: StoreContext, request: OrderRequestContext) => Answer;
}

export interface StoreRoute extends RouteBase {
	of: 'store';
	handle: (ctx: StoreContext, request: RequestContext) => Answer;
}

/** A route that names an order, which need not exist. */
export interface LooseOrderRoute extends RouteBase {
	of: 'orderIfAny';
	handle: (ctx: StoreContext, request: RequestContext) => Answer;
}

export type Route = OrderRoute | LooseOrderRoute | StoreRoute;
