import { backup } from "./backup";
import { cluster } from "./cluster";
import type { ComponentFamily } from "./component-case";
import { data } from "./data";
import { edge } from "./edge";
import { identity } from "./identity";
import { monitoring } from "./monitoring";
import { network } from "./network";
import { security } from "./security";
import { workload } from "./workload";

/** Every family of components, by its folder. */
export const FAMILIES: Readonly<Record<string, ComponentFamily>> = {
  backup,
  cluster,
  data,
  edge,
  identity,
  monitoring,
  network,
  security,
  workload,
};
