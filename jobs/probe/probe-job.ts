import type { Job } from "../job/run-job";
import { probeTenant, readProbeOrders, type ProbeOrders } from "./probe-tenant";

/** Asks one tenant's address. */
export const probeJob: Job<ProbeOrders> = {
  name: "probe",
  read: (variables) => readProbeOrders(variables),
  tenantOf: ({ tenant }) => tenant,
  run: (orders, context) => probeTenant(orders, context),
};
