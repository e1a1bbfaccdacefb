import type { ServerResponse } from "node:http";
import { answerError, type Answer } from "@practicum/api/answer";
import type { DomainError } from "@practicum/contracts/error";
import { goesOnWithoutBody } from "./door.ts";
import type { FlatHeaders } from "./security-headers.ts";

const JSON_TYPE: FlatHeaders = ["content-type", "application/json; charset=utf-8"];

export function sendAnswer(
  response: ServerResponse,
  headers: FlatHeaders,
  answer: Answer,
  more: FlatHeaders = [],
  minutes?: number,
): void {
  if (response.writableEnded || response.destroyed) return;
  const length = ["content-length", String(Buffer.byteLength(answer.body))];
  response.writeHead(answer.status, [
    ...headers,
    ...JSON_TYPE,
    ...length,
    ...retryAfter(answer.status, minutes),
    ...more,
  ]);
  response.end(answer.body);
}

/**
 * Seconds until it is worth another try (GTW-46, RFC 9110, 10.2.3).
 *
 * @param minutes what the refusal itself says, where somebody is locked out for longer than a rush lasts.
 */
export function retryAfter(status: number, minutes = 0): FlatHeaders {
  if (status === 503) return ["retry-after", "2"];
  return status === 429 ? ["retry-after", minutes > 1 ? String(minutes * 60) : "10"] : [];
}

/** Refuses with one of the contract's codes; the status may say more than the code does. */
export function refuse(
  response: ServerResponse,
  headers: FlatHeaders,
  error: DomainError,
  options: { readonly status?: number; readonly close?: boolean; readonly path?: string | undefined } = {},
): void {
  const { status, body } = answerError(error, options.path);
  // What is left of an unread body must not be taken for the next request.
  const close = options.close === true ? closing(response) : [];
  const minutes = Number(error.detail?.["minutes"] ?? 0);
  sendAnswer(response, headers, { status: options.status ?? status, body }, close, minutes);
}

/** The header that ends the connection after the answer, where what is left of a body would be taken for the next request. */
export function closing(response: ServerResponse): FlatHeaders {
  return goesOnWithoutBody(response) ? [] : ["connection", "close"];
}
