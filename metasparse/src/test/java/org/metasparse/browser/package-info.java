/**
 * Tests that look at pages in a real browser. {@link org.metasparse.browser.Chromium} starts it,
 * {@link org.metasparse.browser.Page} is what a user sees and does, {@link
 * org.metasparse.browser.PageChecks} what every page must hold to. Nothing of the program may live
 * here.
 */
package org.metasparse.browser;
