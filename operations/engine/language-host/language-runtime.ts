import { status, type handleUnaryCall, type ServerErrorResponse } from "@grpc/grpc-js";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  DependencyInfo,
  GetProgramDependenciesResponse,
  GetRequiredPackagesResponse,
  LanguageHandshakeResponse,
  RuntimeOptionsResponse,
  type ProgramInfo,
} from "@pulumi/pulumi/proto/language_pb";
import sdk from "@pulumi/pulumi/package.json";
import { PackageDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { ChildProcesses } from "./child-processes";
import { installDependencies } from "./install-dependencies";
import { attachedProviders, installedPackages, requiredPlugins } from "./installed-packages";
import { runPlugin } from "./run-plugin";
import { runProgram } from "./run-program";

/** The service that the engine calls. What only code generation and publishing need is refused as unimplemented. */
export function languageRuntime(startAddress: string, children: ChildProcesses): ILanguageRuntimeServer {
  let engineAddress = startAddress;
  return {
    handshake: unary((request) => {
      engineAddress = request.getEngineAddress();
      return new LanguageHandshakeResponse();
    }),
    // The interface that the host speaks is that of the SDK whose stubs it is built with.
    getPluginInfo: unary(() => new PluginInfo().setVersion(sdk.version)),
    about: unary(() =>
      withEntries(new AboutResponse().setExecutable(process.execPath).setVersion(process.versions.node)),
    ),
    getRequiredPackages: unary((request) =>
      new GetRequiredPackagesResponse().setPackagesList(requiredPackages(request.getInfo())),
    ),
    getRequiredPlugins: unimplemented("GetRequiredPlugins"), // replaced by GetRequiredPackages
    getProgramDependencies: unary((request) => {
      const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
      const packages = installedPackages(folder, request.getTransitivedependencies());
      return new GetProgramDependenciesResponse().setDependenciesList(
        packages.map(({ name, version }) => new DependencyInfo().setName(name).setVersion(version)),
      );
    }),
    runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
    run: (call, callback) => {
      const response = runProgram(call.request, engineAddress, children, (stop) => call.on("cancelled", stop));
      void response.then((value) => callback(null, value));
    },
    runPlugin: (call) => void runPlugin(call, children).catch((error: unknown) => call.emit("error", asStatus(error))),
    installDependencies: (call) =>
      void installDependencies(call, children).catch((error: unknown) => call.emit("error", asStatus(error))),
    cancel: (_, callback) => {
      void children.stopAll().then(() => callback(null, new Empty()));
    },
    template: unimplemented("Template"),
    generateProgram: unimplemented("GenerateProgram", "; import resources with 'pulumi import --generate-code=false'"),
    generateProject: unimplemented("GenerateProject"),
    generatePackage: unimplemented("GeneratePackage"),
    pack: unimplemented("Pack"),
    link: unimplemented("Link"),
  };
}

function unary<Request, Response>(answer: (request: Request) => Response): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      callback(asStatus(error));
    }
  };
}

function unimplemented<Request, Response>(name: string, wayOut = ""): handleUnaryCall<Request, Response> {
  return (_, callback) =>
    callback({ code: status.UNIMPLEMENTED, details: `${name} is not part of Deltawerk's language host${wayOut}` });
}

function asStatus(error: unknown): Partial<ServerErrorResponse> & { code: status; details: string } {
  return { code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}

function withEntries(response: AboutResponse): AboutResponse {
  response.getMetadataMap().set("packagemanager", "npm");
  return response;
}

function requiredPackages(info: ProgramInfo | undefined): PackageDependency[] {
  const plugins = requiredPlugins(info?.getProgramDirectory() ?? process.cwd(), attachedProviders(process.env));
  return plugins.map(({ name, version, server = "" }) =>
    new PackageDependency().setKind("resource").setName(name).setVersion(version).setServer(server),
  );
}
