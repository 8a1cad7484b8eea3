/** A group of Microsoft Entra whose members administer a service. People come and go in the group, not in the code. */
export interface AdministratorGroup {
  readonly name: string;
  /** Object id of the group. */
  readonly objectId: string;
  /** Microsoft Entra tenant (directory) id that holds the group. */
  readonly directory: string;
}
