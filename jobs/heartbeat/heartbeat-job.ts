import { readIdentity, tokensOf, type TokenSource } from "../identity/token-source";
import type { Job } from "../job/run-job";
import { RestClient } from "../management/rest-client";
import { beat, readHeartbeatOrders, type HeartbeatOrders } from "./beat";

/** Tells a second place whether this one still watches. */
export const heartbeatJob: Job<{ readonly orders: HeartbeatOrders; readonly tokens: TokenSource }> = {
  name: "heartbeat",
  read: (variables, given) => ({
    orders: readHeartbeatOrders(variables),
    tokens: tokensOf(readIdentity(variables, given)),
  }),
  tenantOf: () => undefined,
  run: ({ orders, tokens }, context) => {
    const client = (scope: string) => new RestClient({ tokens, scope, signal: context.signal });
    return beat(
      orders,
      {
        watched: client("https://api.loganalytics.io/.default"),
        other: client("https://monitor.azure.com/.default"),
      },
      context,
    );
  },
};
