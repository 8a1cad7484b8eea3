/**
 * Queries over what the jobs record. A record is one line of JSON, and its names are the jobs' contract.
 *
 * Table: Microsoft Learn, azure-monitor/reference/tables/containerlogv2 (2025). `LogMessage` is dynamic: text, or already
 * parsed where the line is JSON.
 */
const RECORDS = "ContainerLogV2 | extend record = parse_json(tostring(LogMessage)) | where record.schemaVersion == 1";

const quoted = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(text)).join(", ");

/** Events that some tenants' jobs recorded; the column `tenant` tells whose. */
export function eventsOf(tenants: readonly string[], events: readonly string[]): string {
  return (
    `${RECORDS} and record.kind == "log" and record.event in (${quoted(events)}) and record.tenant in (${quoted(tenants)})` +
    " | extend tenant = tostring(record.tenant), event = tostring(record.event), message = tostring(record.message)"
  );
}

/** Records that data of a tenant is lost; the column `wholeAt` tells when it was last known to be whole, or is empty. */
export function lostData(tenant: string): string {
  return `${eventsOf([tenant], ["data.lost"])} | extend wholeAt = tostring(record.details.wholeAt)`;
}

/** Events of jobs that work for the whole platform. */
export function platformEvents(events: readonly string[]): string {
  return (
    `${RECORDS} and record.kind == "log" and record.event in (${quoted(events)})` +
    " | extend event = tostring(record.event), message = tostring(record.message)"
  );
}

/** The tenants for which nothing was measured under some name; the column `tenant` tells which. */
export function silentTenants(tenants: readonly string[], metric: string): string {
  return (
    `datatable(tenant: string) [${quoted(tenants)}] | join kind=leftanti (${RECORDS} and record.kind == "metric" ` +
    `and record.name == ${JSON.stringify(metric)} | distinct tenant = tostring(record.tenant)) on tenant`
  );
}
