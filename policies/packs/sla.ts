import { allRules } from "../rules/all-rules";
import { servePack } from "./serve-pack";

/** Serves the rules on which a clause of the agreement stands. @param projectFolder where the documents are */
export function serve(projectFolder: string): void {
  servePack(
    "deltawerk-sla",
    allRules.filter(({ clauses }) => clauses.length > 0),
    projectFolder,
  );
}
