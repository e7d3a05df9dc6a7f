/**
 * The shapes that several modules speak of. This file declares types only; no page loads it.
 *
 * A passage of the canonical text: half-open code points, its words and up to 32 code points on each side.
 * @typedef {{start: number, end: number, exact: string, prefix: string, suffix: string}} Passage
 *
 * Words that are not saved yet. `who` is empty when they were typed before signing in; `at` is when, in milliseconds;
 * `lost` when the server does not find their passage any more, so that they wait for another.
 * @typedef {{passage: Passage, revision: string, kind: string, claim: string, body: string, source: string, tags?: string,
 *            visibility: string, clientKey: string, who: string, at: number, lost: boolean}} Draft
 *
 * What came of sending: the key of the saved note, or errors by field, or a message with perhaps a way out.
 * @typedef {{key?: string, errors?: Record<string, string[]>, message?: string, link?: {href: string, words: string},
 *            lost?: boolean}} Outcome
 */
