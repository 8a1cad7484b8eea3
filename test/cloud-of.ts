import { localFolderOf } from "../operations/session";
import type { SimulatorConnection } from "../simulator/client/connection";
import { connect } from "../simulator/client/simulator-process";
import type { PrivateCheckout } from "./private-checkout";

/** The local cloud of a copy. @throws Error where it does not run */
export async function cloudOf({ folder }: Pick<PrivateCheckout, "folder">): Promise<SimulatorConnection> {
  const connection = await connect(localFolderOf(folder));
  if (connection === undefined) throw new Error("the local cloud does not run");
  return connection;
}
