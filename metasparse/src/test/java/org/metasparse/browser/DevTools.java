package org.metasparse.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.metasparse.files.Json;
import org.metasparse.files.JsonObject;

/**
 * A connection to a browser's DevTools: JSON messages over one WebSocket. A command has a number
 * and gets an answer of the same number; an event has a method and no number. Both belong to a
 * session, one for each page or worker, or to the browser if they name none.
 */
final class DevTools implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** Hears of what happens. */
  interface Listener {
    /**
     * Called on the connection's thread, which must not wait for an answer.
     *
     * @param session the page's or worker's session, empty for the browser's own
     * @param method the event's name
     * @param params what it tells
     */
    void heard(String session, String method, JsonObject params);
  }

  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  DevTools(URI address) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Messages())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void forget(Listener listener) {
    listeners.remove(listener);
  }

  /** Sends a command to a session, or to the browser if it is empty, and waits for the answer. */
  JsonObject call(String session, String method, Map<String, ?> params) {
    try {
      return send(session, method, params).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(method + ": the browser does not answer", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + ": interrupted", e);
    }
  }

  /** Sends a command without waiting. */
  CompletableFuture<JsonObject> send(String session, String method, Map<String, ?> params) {
    int number = numbers.incrementAndGet();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", number);
    message.put("method", method);
    message.put("params", params);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    // The socket takes one message after the other, and not two at a time.
    synchronized (socket) {
      socket.sendText(Json.write(message), true).join();
    }
    return answer;
  }

  private void received(JsonObject message) {
    if (!message.has("id")) {
      String session = message.has("sessionId") ? message.getString("sessionId") : "";
      JsonObject params = message.getObject("params");
      listeners.forEach(l -> l.heard(session, message.getString("method"), params));
      return;
    }
    CompletableFuture<JsonObject> answer = waiting.remove(message.getInt("id"));
    if (message.has("error")) {
      String error = Json.write(message.getObject("error").values());
      answer.completeExceptionally(new IllegalStateException("the browser refuses: " + error));
    } else {
      answer.complete(message.getObject("result"));
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Puts messages together from the parts in which they come. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        received(JsonObject.parse("the browser's message", message));
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
