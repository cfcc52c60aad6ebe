import type { Route } from './call';

export const hookRoutes: readonly Route[] = [];
