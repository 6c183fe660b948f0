// A page to try the service from. Everything that came from outside is set as text, never as markup.

const EXAMPLES = ['I was charged twice!!', 'third time I write: the reset did not help either, get me somebody who can decide', 'my card 4111 1111 1111 1111 was declined P-101', 'how do i cancel plus', 'can I bring my dog to your shop?'];

const byId = (id) => document.getElementById(id);
const answer = byId('answer');

function element(tag, { text, className, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const headers = () => ({
  'Content-Type': 'application/json',
  ...(byId('key').value ? { Authorization: `Bearer ${byId('key').value}` } : {}),
});

async function call(path, options = {}) {
  const response = await fetch(path, { headers: headers(), ...options });
  const body = await response.json();
  if (!response.ok) throw new Error(`${body.title}: ${body.detail}`);
  return body;
}

async function suggest() {
  answer.setAttribute('aria-busy', 'true');
  const name = byId('name').value.trim();
  const request = { messages: [{ author: 'customer', text: byId('message').value }], ...(name ? { customer: { name } } : {}) };
  try {
    show(await call('/v1/suggestions', { method: 'POST', body: JSON.stringify(request) }));
  } catch (error) {
    answer.replaceChildren(element('p', { className: 'card error', text: error.message }));
  }
  answer.setAttribute('aria-busy', 'false');
}

function show(suggestion) {
  answer.replaceChildren(
    ...triage(suggestion),
    element('h2', { text: 'Stored as' }),
    element('p', { className: 'card', text: suggestion.customer_text }),
    ...titled('Drafts (marked: what rests on a source; hover to see it)', suggestion.drafts.map((item) => draft(item, suggestion.passages))),
    ...titled('Handoff', suggestion.triage.escalation.handoff.map(handoff)),
    ...titled('Next', suggestion.next_steps.map((step) => element('p', { className: 'card', text: step.label }))),
    ...titled('Passages', suggestion.passages.map(passage)),
    ...titled('Canned replies', suggestion.canned.map(canned)),
  );
}

function titled(title, nodes) {
  return nodes.length ? [element('h2', { text: title }), ...nodes] : [];
}

const percent = (share) => `${Math.round(share * 100)} %`;
const plain = (name) => name.replaceAll('_', ' ');

function triage({ answerability, triage: seen, timings_ms: timings, tier }) {
  const reasons = seen.frustration.level === 'calm' ? [] : seen.frustration.reasons;
  const chips = [
    [`${answerability.verdict} · ${percent(answerability.confidence)}`],
    ...seen.intents.map((intent) => [`${intent.label} · ${percent(intent.confidence)}`]),
    [`${seen.frustration.level} · ${percent(seen.frustration.score)}`, seen.frustration.level !== 'calm'],
    ...reasons.map((reason) => [`${plain(reason.signal)} · ${percent(reason.weight)}`, true]),
    ...(seen.escalation.recommended ? [[`escalate to ${seen.escalation.target}: ${seen.escalation.reasons.map(plain).join(', ')}`, true]] : []),
    [`language ${seen.language}${seen.is_served ? '' : ', not served'}`, !seen.is_served], [`urgency ${seen.urgency}`, seen.urgency === 'critical'],
    [`writes ${seen.writing.formality}, ${seen.writing.warmth}`], [`tier ${tier}`], [`${timings.total.toFixed(1)} ms`],
  ];
  return chips.map(([text, bad]) => element('span', { className: bad ? 'chip bad' : 'chip', text }));
}

function draft(item, passages) {
  const body = element('div', { className: 'draft' });
  let position = 0;
  for (const sentence of item.sentences) {
    const start = item.text.indexOf(sentence.text, position);
    if (start < 0) continue;
    const source = passages.find((candidate) => candidate.passage_id === sentence.passage_id);
    const title = source ? `${source.title} (${source.passage_id})` : sentence.source ?? sentence.message_id ?? sentence.support;
    body.append(item.text.slice(position, start), element('span', { className: 'sentence', text: sentence.text, title, 'data-support': sentence.support }));
    position = start + sentence.text.length;
  }
  body.append(item.text.slice(position));
  const warnings = item.warnings.map((warning) => element('span', { className: 'chip bad', text: warning.replaceAll('_', ' ') }));
  const why = item.because ? ` · ${plain(item.because)}` : '';
  const facts = item.facts.filter((fact) => fact.status !== 'stated');
  const marks = facts.map((fact) => element('span', { className: 'chip', text: `${fact.status}: ${fact.text}` }));
  return element('article', { className: 'card' }, element('p', { className: 'soft', text: `${item.kind}${why}` }), body, ...warnings, ...marks);
}

function handoff(line) {
  return element('p', { className: 'card' }, element('span', { className: 'soft', text: `${plain(line.part)}: ` }), line.text);
}

function passage(item) {
  const where = item.heading ? `${item.title} › ${item.heading}` : item.title;
  const mark = item.audience === 'internal' ? ' · internal' : '';
  return element('details', { className: 'card passage' },
    element('summary', { text: `${item.rank}. ${where} · ${item.score.toFixed(2)}${mark}` }), element('p', { text: item.text }));
}

function canned(item) {
  const missing = item.missing.length ? ` · to fill in: ${item.missing.join(', ')}` : '';
  return element('article', { className: 'card' }, element('p', { className: 'soft', text: `${item.title} · ${item.score.toFixed(2)}${missing}` }), element('div', { className: 'draft', text: item.text }));
}

async function status() {
  try {
    const seen = await call('/v1/kb/status');
    byId('status').textContent = `${seen.articles} articles, ${seen.passages} passages, encoder ${seen.encoder}`;
  } catch (error) {
    byId('status').textContent = error.message;
    byId('key-details').open = true;
  }
}

byId('ask').addEventListener('submit', (event) => { event.preventDefault(); suggest(); });
byId('message').addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) suggest(); });
byId('key').addEventListener('change', status);
byId('examples').append(...EXAMPLES.map((text) => {
  const button = element('button', { className: 'example', type: 'button', text });
  button.addEventListener('click', () => { byId('message').value = text; suggest(); });
  return button;
}));
status();
