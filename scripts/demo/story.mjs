/** What an editor does, and what the receiver must hear about it. Throws a sentence for what is missing. */

/**
 * @param {{ cms: object, inbox: object, receiver: object, say: (line: string) => void }} stage
 */
export async function tellStory({ cms, inbox, receiver, say }) {
  const run = Date.now().toString(36);
  const article = (title, more) => ({ title, slug: `${slugOf(title)}-${run}`, ...more });

  const about = (originId, action) => (message) =>
    message.originId === originId && message.action === action && message.answered === 204;

  say('An article is published.');
  const first = await cms.create('articles', article('Ten knots for one rope'), 'published');
  const deployed = await inbox.expect(
    'the Deploy of a new article',
    about(`${first}-en`, 'Deploy')
  );

  say('It is published again, with a new title.');
  await cms.publish('articles', first, { title: 'Eleven knots for one rope' });
  await inbox.expect(
    'the Deploy of a changed article, with a higher version',
    (message) => about(`${first}-en`, 'Deploy')(message) && message.version > deployed.version
  );

  say('It is unpublished.');
  await cms.unpublishArticle(first);
  await inbox.expect('the Remove of an unpublished article', about(`${first}-en`, 'Remove'));

  say('Another one is published, then deleted.');
  const second = await cms.create('articles', article('A map of dry wood'), 'published');
  await inbox.expect('the Deploy of the second article', about(`${second}-en`, 'Deploy'));
  await cms.remove('articles', second);
  await inbox.expect('the Remove of a deleted article', about(`${second}-en`, 'Remove'));

  say('The receiver is down for a moment: it answers 503 once.');
  const third = await cms.create('articles', article('Sleeping dry under a tarp'), 'draft');
  receiver.failOnce(`${third}-en`);
  await cms.publish('articles', third);
  const refused = await inbox.expect(
    'the first attempt, answered with 503',
    (message) => message.originId === `${third}-en` && message.answered === 503
  );
  await inbox.expect(
    'the second attempt of the same delivery',
    (message) => message.webhookId === refused.webhookId && message.attempt === 2
  );

  say('An author changes: the article that shows her is deployed again.');
  const author = await cms.create('authors', { name: 'Liv Aasen' }, 'published');
  const hers = article('Reading the clouds at noon', { author });
  const fourth = await cms.create('articles', hers, 'published');
  const before = await inbox.expect('the Deploy of her article', about(`${fourth}-en`, 'Deploy'));
  await cms.publish('authors', author, { bio: 'Forecasts by looking up.' });
  await inbox.expect(
    'the Deploy of the article whose author changed',
    (message) => about(`${fourth}-en`, 'Deploy')(message) && message.version > before.version
  );
}

function slugOf(title) {
  return title.toLowerCase().replaceAll(' ', '-');
}
