import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { countedAddress } from "@practicum/kernel/counted-address";

export interface SocketLimits {
  /** Open connections of one address (of IPv6: one /64): a whole practice behind one, with six a browser. */
  readonly perAddress: number;
  readonly total: number;
}

export const defaultSockets: SocketLimits = { perAddress: 600, total: 5000 };

interface OfAddress {
  readonly all: Set<Socket>;
  /** Without a request that is being answered, the one that has been so for longest first. */
  readonly idle: Set<Socket>;
}

/**
 * Keeps one address from taking all connections (GTW-48): beyond what it may have, the ones of its own that have been idle for longest
 * are closed, and where none is idle, the new one is. Where all are taken, who has most of them makes room.
 */
export class Sockets {
  readonly #limits: SocketLimits;
  /** Behind proxies of ours all connections are theirs: then only the total counts. */
  readonly #byAddress: boolean;
  readonly #of = new Map<string, OfAddress>();
  /** By the port at the other end: behind TLS a request knows another object of the same connection. */
  readonly #byEnd = new Map<string, { readonly socket: Socket; answering: number }>();
  #total = 0;

  constructor(limits: SocketLimits, byAddress: boolean) {
    this.#limits = limits;
    this.#byAddress = byAddress;
  }

  watch(server: Server): void {
    server.on("connection", (socket: Socket) => this.#opened(socket));
    server.on("request", (request: IncomingMessage, response: ServerResponse) => this.#asked(request.socket, response));
  }

  #opened(socket: Socket): void {
    const address = countedAddress(socket.remoteAddress ?? "unknown");
    const of = this.#of.get(address) ?? { all: new Set(), idle: new Set() };
    this.#of.set(address, of);
    of.all.add(socket);
    of.idle.add(socket);
    this.#total += 1;
    const end = endOf(socket);
    this.#byEnd.set(end, { socket, answering: 0 });
    socket.once("close", () => {
      if (this.#byEnd.get(end)?.socket === socket) this.#byEnd.delete(end);
      of.all.delete(socket);
      of.idle.delete(socket);
      this.#total -= 1;
      if (of.all.size === 0) this.#of.delete(address);
    });
    if (this.#byAddress && of.all.size > this.#limits.perAddress) closeOne(of, socket);
    else if (this.#total > this.#limits.total) closeOne(this.#largest() ?? of, socket);
  }

  #asked({ remoteAddress, remotePort }: Pick<Socket, "remoteAddress" | "remotePort">, response: ServerResponse): void {
    const of = this.#of.get(countedAddress(remoteAddress ?? "unknown"));
    const connection = this.#byEnd.get(endOf({ remoteAddress, remotePort }));
    if (of === undefined || connection === undefined) return;
    const { socket } = connection;
    of.idle.delete(socket);
    // Over HTTP/2 one connection is asked for many things at once.
    connection.answering += 1;
    response.once("close", () => {
      connection.answering -= 1;
      if (connection.answering === 0 && !socket.destroyed && of.all.has(socket)) of.idle.add(socket);
    });
  }

  #largest(): OfAddress | undefined {
    let largest: OfAddress | undefined;
    for (const of of this.#of.values()) if (of.idle.size > (largest?.idle.size ?? 0)) largest = of;
    return largest;
  }
}

function endOf({ remoteAddress, remotePort }: Pick<Socket, "remoteAddress" | "remotePort">): string {
  return `${remoteAddress ?? "unknown"} ${remotePort ?? 0}`;
}

function closeOne({ idle }: OfAddress, newest: Socket): void {
  for (const socket of idle) {
    idle.delete(socket);
    socket.destroy();
    return;
  }
  newest.destroy();
}
