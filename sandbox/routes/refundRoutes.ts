import type { Route } from './call';

export const refundRoutes: readonly Route[] = [];
