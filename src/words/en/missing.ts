/** Pages that stand for others: where there is none, and where there is no network. */
export const missing = {
  notFound: {
    title: 'Page not found',
    description: 'There is no page at this address.',
    heading: 'This layer is not in the image',
    text: 'There is no page at this address. It may have been moved, or the address may have lost a letter on its way here.',
    searched: 'The search knows every page: press',
    lessons: 'See the lessons',
    start: 'Go to the start',
  },
  offline: {
    title: 'Offline',
    description: 'There is no network, and this page has not been visited yet.',
    heading: 'You are offline',
    text: 'This page has not been fetched yet, and there is no network to fetch it from. What you have visited is still here, and so is every workbench in it. Nothing of your work is lost.',
    again: 'Try again',
    playground: 'Open the playground',
    visited: 'On this device',
  },
}
