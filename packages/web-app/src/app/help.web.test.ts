import { helpPages } from "@practicum/curriculum/help/pages";
import type { AnyRoute } from "@tanstack/react-router";
import { createRouter } from "@tanstack/react-router";
import { expect, test } from "vitest";
import { routeTree } from "./route-tree.ts";

/** Addresses of screens: each route that shows something, but those that only hold others. */
function screens(): string[] {
  const { routesByPath } = createRouter({ routeTree });
  const routes: readonly AnyRoute[] = Object.values(routesByPath);
  return routes.map((route) => route.fullPath.replace(/(.)\/$/, "$1"));
}

test("CUR-40: every screen has its page of help, none has two, and no page is of a screen that is gone", () => {
  const of = helpPages.flatMap((page) => page.at);
  expect(screens().filter((address) => !of.includes(address))).toEqual([]);
  expect(of.filter((address) => !screens().includes(address))).toEqual([]);
  expect(of.length).toBe(new Set(of).size);
  expect(new Set(helpPages.map(({ id }) => id)).size).toBe(helpPages.length);
});
