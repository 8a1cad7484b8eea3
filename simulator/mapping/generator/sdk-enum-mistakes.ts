/** Streams of the SDK's list, and those of containers' logs, which an agent's extension collects besides. */
const streams = [
  "Microsoft-ContainerLogV2",
  "Microsoft-Event",
  "Microsoft-InsightsMetrics",
  "Microsoft-KubeEvents",
  "Microsoft-Perf",
  "Microsoft-Syslog",
  "Microsoft-WindowsEvent",
];

/**
 * Enums that the SDK has otherwise than Azure. Two of the monitor module are called `ConditionOperator`; the SDK kept the one
 * of dynamic filters, where a log alert's condition takes these (Microsoft Learn, REST reference of scheduledQueryRules).
 * The streams of data collection rules are an open list, of which containers use more than it names (Microsoft Learn,
 * azure-monitor/containers/container-insights-data-collection-configure, 2025).
 */
export const SDK_ENUM_MISTAKES: Readonly<Record<string, readonly string[]>> = {
  ConditionOperator: ["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"],
  KnownDataFlowStreams: streams,
  KnownExtensionDataSourceStreams: streams,
};
