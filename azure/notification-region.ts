/**
 * The region that handles notifications, which then stay within the boundary of the EU; a global action group is handled
 * anywhere. Azure offers this in four regions, of which two are in the EU.
 *
 * Source: Microsoft Learn, azure-monitor/alerts/action-groups (2024). That the content of a message stays there is an
 * estimate, not read in a source.
 */
export const NOTIFICATION_REGION = "swedencentral";
