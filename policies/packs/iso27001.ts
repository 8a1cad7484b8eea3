import { controlsOfRule } from "../controls/controls-of-rule";
import { allRules } from "../rules/all-rules";
import { servePack } from "./serve-pack";

/** Serves the rules on which a tested control stands. @param projectFolder where the documents are */
export function serve(projectFolder: string): void {
  servePack(
    "deltawerk-iso27001",
    allRules.filter(({ id }) => controlsOfRule(id, projectFolder).length > 0),
    projectFolder,
  );
}
