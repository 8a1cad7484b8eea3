import app from "./data/app.json";
import authorization from "./data/authorization.json";
import consumption from "./data/consumption.json";
import containerregistry from "./data/containerregistry.json";
import containerservice from "./data/containerservice.json";
import dataprotection from "./data/dataprotection.json";
import eventgrid from "./data/eventgrid.json";
import keyvault from "./data/keyvault.json";
import kubernetesconfiguration from "./data/kubernetesconfiguration.json";
import maintenance from "./data/maintenance.json";
import managedidentity from "./data/managedidentity.json";
import monitor from "./data/monitor.json";
import network from "./data/network.json";
import operationalinsights from "./data/operationalinsights.json";
import privatedns from "./data/privatedns.json";
import resources from "./data/resources.json";
import security from "./data/security.json";
import sql from "./data/sql.json";
import storage from "./data/storage.json";
import trafficmanager from "./data/trafficmanager.json";
import type { ModuleData } from "./wire-types";

/** The generated data by module of the SDK. Written by `generator/generate.ts`; see the README beside this file. */
export const moduleData = {
  app,
  authorization,
  consumption,
  containerregistry,
  containerservice,
  dataprotection,
  eventgrid,
  keyvault,
  kubernetesconfiguration,
  maintenance,
  managedidentity,
  monitor,
  network,
  operationalinsights,
  privatedns,
  resources,
  security,
  sql,
  storage,
  trafficmanager,
} as unknown as Readonly<Record<string, ModuleData>>;
