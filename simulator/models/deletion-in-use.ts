import type { ArmProblem } from "../arm/problem";
import type { Reference } from "../arm/cloud-view";
import type { Deletion } from "../arm/resource-model";
import { refusal } from "./refusal";

type WhileReferenced = (deletion: Deletion, by: readonly Reference[]) => readonly ArmProblem[];

/**
 * A refusal to delete what others need.
 *
 * @param users types whose mention counts as use; a mere mention, such as a flow log's target, does not
 */
export function refusedWhileUsedBy(
  users: readonly string[],
  code: string,
  message: (name: string, user: string) => string,
): WhileReferenced {
  const wanted = new Set(users.map((type) => type.toLowerCase()));
  return ({ id }, by) => {
    const user = by.find(({ from }) => wanted.has(from.type.toLowerCase()));
    return user === undefined ? [] : [refusal(code, message(id.name, user.from.id), undefined, 409)];
  };
}
