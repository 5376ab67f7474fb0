// The names of gloo that libtorch's ProcessGroupGloo.hpp mentions, for systems that ship libtorch's headers without gloo's own.
// Only pointers to them are held there, and no object of them is made or called by the shim; libtorch brings the code.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace gloo {

class Context;

namespace transport {

class Device;
class UnboundBuffer;

} // namespace transport

namespace rendezvous {

class Store {
public:
    static const std::chrono::milliseconds kDefaultTimeout;

    virtual ~Store();
    virtual void set(const std::string& key, const std::vector<char>& data) = 0;
    virtual std::vector<char> get(const std::string& key) = 0;
    virtual void wait(const std::vector<std::string>& keys) = 0;
    virtual void wait(const std::vector<std::string>& keys, const std::chrono::milliseconds& timeout) = 0;
};

} // namespace rendezvous
} // namespace gloo
