/**
 * A list that has to be there whole: what is chosen from cannot end at a page. One page after another until the end.
 *
 * @param page asks for the page that goes on after `before`; null is the first.
 */
export async function everyPage<Page extends { readonly next: string | null }, Item>(
  page: (before: string | null) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let before: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- where the next page begins stands in this one
    const got: Page = await page(before);
    all.push(...itemsOf(got));
    before = got.next;
  } while (before !== null);
  return all;
}
