"use strict";

/**
 * Preloaded into the Node processes of a counting run (`NODE_OPTIONS=--require`): writes a line for every connection
 * to another machine, because Node itself uses no proxy that could count them. The connection is not prevented.
 */
const fs = require("node:fs");
const net = require("node:net");

const record = process.env.RECORD_CONNECTIONS_IN;
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  // Node hands over either the caller's arguments or the array it has made of them.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const { host, path } = typeof first === "object" ? first : { host: typeof second === "string" ? second : undefined };
  // An agent of http sets the path to null, a pipe has one.
  if (!path && host && !loopback.test(host)) fs.appendFileSync(record, `${host}\n`);
  return connect.apply(this, args);
};
