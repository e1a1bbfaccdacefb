/**
 * Fetches a file of the build and reads it.
 *
 * @throws Error whose message tells a trainee what is wrong and what can be done: it is shown in place of the practice.
 */
export async function fetchPart<T>(url: URL, read: (response: Response) => Promise<T>): Promise<T> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${nameOf(url)} could not be fetched. Look to the network connection, then try again.`, { cause });
  });
  if (!response.ok)
    throw new Error(
      `The server has no ${nameOf(url)} (${response.status}). Who put the training there must copy its whole folder again.`,
    );
  try {
    return await read(response);
  } catch (cause) {
    throw new Error(
      `${nameOf(url)} did not arrive whole. Look to the network connection, then try again. If it stays so, the file on the server is not that of the build.`,
      { cause },
    );
  }
}

/** As it stands in the folder that was copied to the server. */
function nameOf(url: URL): string {
  return url.pathname.split("/").slice(-2).join("/");
}
