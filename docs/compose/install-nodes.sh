#!/bin/sh
# Puts the packages of the image where n8n looks for community nodes, so that their nodes keep the
# type names that workflows made in the editor use (n8n-nodes-bigcommerce.bigCommerce).
set -e
nodes=/home/node/.n8n/nodes
mkdir -p "$nodes/node_modules"
rm -rf "$nodes/node_modules/n8n-nodes-bigcommerce"
cp -R /opt/n8n-nodes/node_modules/n8n-nodes-bigcommerce "$nodes/node_modules/"
[ -f "$nodes/package.json" ] || cp /opt/n8n-nodes/package.json "$nodes/package.json"
exec /docker-entrypoint.sh "$@"
