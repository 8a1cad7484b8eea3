import { parseName } from "../../../../azure/names/resource-name";

/** The partner to whose devices a tunnel leads, by the label of the connection: `operations-1` leads to `operations`. */
export function partnerName(connection: string): string {
  const label = parseName("network:VirtualNetworkGatewayConnection", connection)?.label;
  return label?.replace(/-\d+$/, "") ?? connection;
}
