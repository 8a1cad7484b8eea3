import { withConnection, type Connect } from "../database/database-connection";
import type { Outcome } from "../job/exit-status";
import type { JobContext } from "../job/run-job";
import { json, KINDS, type Variables } from "../job/variables";
import {
  PRESENT_PRINCIPALS,
  presentPrincipals,
  principalChanges,
  principalsSchema,
  type Principal,
} from "./principal-changes";

export interface PrincipalOrders {
  readonly server: string;
  readonly database: string;
  readonly principals: readonly Principal[];
}

/** Reads the variables of `principals`; see `jobs/README.md`. */
export function readPrincipalOrders(variables: Variables): PrincipalOrders {
  return {
    server: variables.required("SQL_SERVER", KINDS.hostName),
    database: variables.required("SQL_DATABASE", KINDS.text),
    principals: variables.required("PRINCIPALS", json(principalsSchema, '[{"name","id","type","roles"}]')),
  };
}

/** Gives a database exactly the Entra users that are listed. */
export async function setPrincipals(orders: PrincipalOrders, connect: Connect, context: JobContext): Promise<Outcome> {
  return withConnection<Outcome>(
    () => connect(orders.server, orders.database, context.signal),
    async (connection) => {
      const present = presentPrincipals(await connection.query(PRESENT_PRINCIPALS));
      const { changes, problems } = principalChanges(orders.principals, present);
      if (problems.length > 0) throw new Error(problems.join(" "));
      // One by one: each is whole in itself, and a run that is broken off is completed by the next.
      for (const { statement, does } of changes) {
        await connection.query(statement);
        context.records.log({
          severity: "information",
          event: "principals.changed",
          message: `The job ${does} in ${orders.database}.`,
          details: { database: orders.database, server: orders.server },
        });
      }
      return "done";
    },
  );
}
