import { connectWith } from "../database/tedious-connection";
import { readIdentity, tokensOf, type TokenSource } from "../identity/token-source";
import type { Job } from "../job/run-job";
import { readPrincipalOrders, setPrincipals, type PrincipalOrders } from "./set-principals";

/** Gives a tenant's database its Entra users. */
export const principalsJob: Job<{ readonly orders: PrincipalOrders; readonly tokens: TokenSource }> = {
  name: "principals",
  read: (variables, given) => ({
    orders: readPrincipalOrders(variables),
    tokens: tokensOf(readIdentity(variables, given)),
  }),
  tenantOf: () => undefined,
  run: ({ orders, tokens }, context) => setPrincipals(orders, connectWith(tokens), context),
};
