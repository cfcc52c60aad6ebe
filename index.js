// n8n finds the node, the trigger and the credential through the "n8n" key of package.json.
// npm always packs the file named by "main", so there is nothing else in here.
