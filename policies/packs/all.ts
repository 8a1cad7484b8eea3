import { allRules } from "../rules/all-rules";
import { servePack } from "./serve-pack";

/** Serves every rule in one process. @param projectFolder where the documents are */
export function serve(projectFolder: string): void {
  servePack("deltawerk-all", allRules, projectFolder);
}
