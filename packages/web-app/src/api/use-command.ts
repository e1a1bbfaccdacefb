import type { DomainError } from "@practicum/contracts/error";
import type { Operation } from "@practicum/contracts/operation";
import type { services } from "@practicum/contracts/services";
import { err, ok, type Result } from "@practicum/kernel/result";
import { useQueryClient } from "@tanstack/react-query";
import { getUntypedClient } from "@trpc/client";
import { useCallback, useRef, useState } from "react";
import type { z } from "zod";
import { newId } from "./command-id.ts";
import { isBusy, isUncertain, toDomainError } from "./domain-error.ts";
import { useTRPCClient } from "./trpc.ts";

type Services = typeof services;
export type ServiceName = keyof Services;
export type CommandName<S extends ServiceName> = {
  [K in keyof Services[S]]: Services[S][K] extends Operation<"command"> ? K : never;
}[keyof Services[S]] &
  string;
type OperationOf<S extends ServiceName, C extends keyof Services[S]> = Services[S][C] extends Operation
  ? Services[S][C]
  : never;
export type CommandInput<S extends ServiceName, C extends keyof Services[S]> = z.input<OperationOf<S, C>["input"]>;
export type CommandOutput<S extends ServiceName, C extends keyof Services[S]> = z.output<OperationOf<S, C>["output"]>;

export interface Command<I, O> {
  /** Sends the command. Expected failures are values; nothing is thrown. */
  readonly run: (input: I) => Promise<Result<O, DomainError>>;
  readonly pending: boolean;
  /** Of the last run; cleared by the next. */
  readonly error: DomainError | null;
  readonly clear: () => void;
  /** Ends when what the last run may have made stale on the screen is there anew. Of a quiet command: asks for it. */
  readonly refresh: () => Promise<void>;
}

const retryWaitsMs = [400, 1500];

/**
 * A command of a service. One intent has one command id: a repeat of the same input after an uncertain end (time-out, lost
 * network) sends the same id, so that nothing is done twice; it is repeated twice here before the person is told.
 * `waitForNetwork` holds it back while the browser is offline, for steps that may wait (moves on the flow board).
 *
 * After each run its service is asked again for what stands on the screen, also after a refusal (a record that changed meanwhile): one's
 * own change shows at once, other services and other people hear of it live. `quiet` leaves that to the caller: for what is saved while
 * a person types, and for many runs in a row.
 */
export function useCommand<S extends ServiceName, C extends CommandName<S>>(
  service: S,
  operation: C,
  options: { readonly waitForNetwork?: boolean; readonly quiet?: boolean } = {},
): Command<CommandInput<S, C>, CommandOutput<S, C>> {
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { waitForNetwork = false, quiet = false } = options;
  const [state, setState] = useState<{ readonly running: number; readonly error: DomainError | null }>({
    running: 0,
    error: null,
  });
  const open = useRef<{ readonly id: string; readonly content: string } | null>(null);
  const asked = useRef<Promise<void> | null>(null);
  const ask = useCallback(() => queries.invalidateQueries({ queryKey: [[service]] }), [queries, service]);

  const run = useCallback(
    async (input: CommandInput<S, C>): Promise<Result<CommandOutput<S, C>, DomainError>> => {
      const content = JSON.stringify(input);
      const intent = open.current?.content === content ? open.current : { id: newId<"command">(), content };
      open.current = intent;
      setState((old) => ({ running: old.running + 1, error: null }));
      if (waitForNetwork) await networkUp();
      const send = () =>
        getUntypedClient(client).mutation(`${service}.${operation}`, input, { context: { commandId: intent.id } });
      const result = await sendWithRetries(send);
      if (open.current === intent && (result.ok || !isUncertain(result.error))) open.current = null;
      if (!quiet) asked.current = ask();
      setState((old) => ({ running: old.running - 1, error: result.ok ? null : result.error }));
      // The reply was checked against the contract's output schema by the service.
      return result as Result<CommandOutput<S, C>, DomainError>;
    },
    [client, service, operation, waitForNetwork, quiet, ask],
  );
  const clear = useCallback(() => setState((old) => ({ ...old, error: null })), []);
  const refresh = useCallback(() => asked.current ?? ask(), [ask]);
  return { run, pending: state.running > 0, error: state.error, clear, refresh };
}

async function sendWithRetries(send: () => Promise<unknown>): Promise<Result<unknown, DomainError>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return ok(await send());
    } catch (failure) {
      const error = toDomainError(failure);
      const waitMs = retryWaitsMs[attempt];
      if (error.code !== "try-again" || isBusy(failure) || waitMs === undefined) return err(error);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

function networkUp(): Promise<void> {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((resolve) => addEventListener("online", () => resolve(), { once: true }));
}
