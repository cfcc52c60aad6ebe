import { toIso } from '../dates';
import type { Metafield } from './metafield';

/** A metafield as it is read, in the order that real answers have (github.com/bigcommerce/docs/issues/281). */
export function metafieldBody(metafield: Metafield): Record<string, string | number> {
	return {
		id: metafield.id,
		key: metafield.key,
		value: metafield.value,
		namespace: metafield.namespace,
		permission_set: metafield.permissionSet,
		resource_type: 'order',
		resource_id: metafield.orderId,
		description: metafield.description,
		date_created: toIso(metafield.createdAt),
		date_modified: toIso(metafield.modifiedAt),
		owner_client_id: metafield.clientId,
	};
}
