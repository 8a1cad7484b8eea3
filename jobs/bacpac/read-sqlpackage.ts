import { KINDS, type ProcessVariables, type Variables } from "../job/variables";
import { SqlPackage } from "./sqlpackage";

/** The tool in the image, signing in as the job does. */
export function readSqlPackage(variables: Variables, given: ProcessVariables): SqlPackage {
  const federated = (given["AZURE_FEDERATED_TOKEN_FILE"] ?? "") !== "";
  return new SqlPackage({
    command: ["sqlpackage"],
    authentication: federated ? "Active Directory Workload Identity" : "Active Directory Managed Identity",
    clientId: variables.required("AZURE_CLIENT_ID", KINDS.text),
  });
}
